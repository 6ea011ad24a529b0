"use strict";
(() => {
  const root = document.documentElement;
  const data = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");
  const charts = data("charts");
  const tables = data("tables");
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const language = () => (root.lang === "en" ? "en" : "zh");
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (systemDark.matches ? "dark" : "light")) === "dark";
  const PAPER_WIDTH = 640;
  const CONFIG = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };

  function remember(key, value) {
    try {
      localStorage.setItem(`huitou.${key}`, value);
    } catch (error) {
      /* a page opened as a file may have no storage; the choice then lasts until it is closed */
    }
  }

  // ---- Charts -------------------------------------------------------------------------------

  // A spec holds {en, zh} where there are words and {token} where there is a colour.
  function resolve(value, style) {
    if (Array.isArray(value)) return value.map((item) => resolve(item, style));
    if (value === null || typeof value !== "object") return value;
    if ("en" in value && "zh" in value) return value[language()];
    if ("token" in value) return style.getPropertyValue(`--${value.token}`).trim();
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, style)]));
  }

  // Ticks at a stated distance, further apart where there is no room for them.
  function spaced(given, width) {
    if (!given?.dtick) return given;
    const count = (given.range[1] - given.range[0]) / given.dtick;
    const factor = 2 ** Math.max(0, Math.ceil(Math.log2((count * 52) / width)));
    return { ...given, tick0: 0, dtick: given.dtick * factor };
  }

  // A name that is `fitted` is cut to the width that is left beside `room` pixels, then made plain
  // for plotly, which reads markup in labels.
  const pen = document.createElement("canvas").getContext("2d");

  function fitted(annotation, width, family) {
    if (!annotation.fitted) return annotation;
    const { fitted: name, room, ...rest } = annotation;
    pen.font = `${rest.font.size}px ${family}`;
    const letters = Array.from(name);
    const wide = (text) => pen.measureText(text).width > width - room;
    let text = name;
    while (letters.length > 1 && wide(text)) {
      letters.pop();
      text = `${letters.join("").trimEnd()}…`;
    }
    text = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return { ...rest, text };
  }

  function axis(given, width, style) {
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    return {
      automargin: true,
      fixedrange: true,
      gridcolor: color("grid"),
      showline: false,
      spikecolor: color("control"),
      spikethickness: 1,
      spikedash: "dot",
      zeroline: false,
      ticks: "",
      ticklabelstandoff: 6,
      nticks: Math.max(4, Math.floor(width / 72)),
      tickfont: { color: color("faint"), size: 12 },
      ...spaced(given, width),
      title: given?.title && {
        standoff: 14,
        font: { color: color("faint"), size: 12 },
        ...given.title,
      },
    };
  }

  function layoutOf(given, width, height, style) {
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    const family = getComputedStyle(document.body).fontFamily;
    return {
      ...given,
      annotations: given.annotations?.map((item) => fitted(item, width, family)),
      width,
      height,
      autosize: false,
      showlegend: false,
      dragmode: false,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family, color: color("soft"), size: 13 },
      margin: { l: 8, r: 16, t: 16, b: 8, ...given.margin },
      hoverlabel: {
        bgcolor: color("card"),
        bordercolor: color("control"),
        font: { color: color("ink"), size: 13 },
        align: "left",
        namelength: -1,
      },
      xaxis: axis(given.xaxis, width, style),
      yaxis: axis(given.yaxis, 500, style),
    };
  }

  function draw(element, width) {
    if (!element.clientWidth) return;
    const style = getComputedStyle(root);
    const spec = resolve(charts[element.dataset.chart], style);
    const height = parseInt(element.style.height, 10);
    const layout = layoutOf(spec.layout, width || element.clientWidth, height, style);
    Plotly.react(element, spec.data, layout, CONFIG);
    element.dataset.drawn = "yes";
  }

  const drawAgain = () => each(".chart[data-drawn]", (element) => draw(element));

  function drawWhenSeen() {
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          watcher.unobserve(entry.target);
          draw(entry.target);
        }
      },
      { rootMargin: "300px" },
    );
    each(".chart", (element) => watcher.observe(element));
  }

  function onPaper() {
    each(".chart", (element) => {
      const narrow = element.closest(".beside")?.querySelector(".scores");
      draw(element, narrow ? PAPER_WIDTH * 0.56 : PAPER_WIDTH);
    });
  }

  // ---- Language and theme -------------------------------------------------------------------

  function showLanguage() {
    each("[data-language]", (button) => {
      button.setAttribute("aria-pressed", String(button.dataset.language === root.lang));
    });
    const title = document.querySelector("title");
    document.title = title.dataset[language()] || document.title;
  }

  function chooseLanguage(lang) {
    root.lang = lang;
    remember("language", lang);
    showLanguage();
    drawAgain();
  }

  function showTheme() {
    document.getElementById("theme").setAttribute("aria-pressed", String(isDark()));
  }

  function chooseTheme(theme) {
    root.dataset.theme = theme;
    remember("theme", theme);
    showTheme();
    drawAgain();
  }

  // ---- Files --------------------------------------------------------------------------------

  function download(key) {
    const table = tables[key];
    // The mark tells spreadsheets that the file is UTF-8; without it Chinese turns to noise.
    const text = "\ufeff" + table.head[language()] + table.body;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = table.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- The exact numbers of a heat cell under the pointer -----------------------------------

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  function showTip(cell) {
    const row = cell.closest("tr");
    const head = document.createElement("b");
    head.append(row.querySelector("th").innerText, ` + ${cell.cellIndex - 2}`);
    const [percent, people] = cell.querySelectorAll("i");
    const said = [people.textContent, percent.textContent, cell.dataset.x];
    const line = said.filter(Boolean).join(" · ");
    tip.replaceChildren(head, line);
    tip.hidden = false;
    const box = cell.getBoundingClientRect();
    const left = Math.min(box.left, innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above > 64 ? above : box.bottom + 8}px`;
  }

  function watchHeat(table) {
    table.addEventListener("pointerover", (event) => {
      const cell = event.target.closest("td[data-x]");
      if (cell) showTip(cell);
      else tip.hidden = true;
    });
    table.addEventListener("pointerleave", () => (tip.hidden = true));
  }

  // ---- Start --------------------------------------------------------------------------------

  document.body.append(tip);
  each("[data-language]", (button) => {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language));
  });
  document.getElementById("theme").addEventListener("click", () => {
    chooseTheme(isDark() ? "light" : "dark");
  });
  document.getElementById("print").addEventListener("click", () => print());
  each("[data-csv]", (button) => {
    button.addEventListener("click", () => download(button.dataset.csv));
  });
  each(".heat", watchHeat);
  addEventListener("scroll", () => (tip.hidden = true), { passive: true, capture: true });
  systemDark.addEventListener("change", () => { showTheme(); drawAgain(); });

  let resizing;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(drawAgain, 120);
  });
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", drawAgain);

  showLanguage();
  showTheme();
  drawWhenSeen();
})();
