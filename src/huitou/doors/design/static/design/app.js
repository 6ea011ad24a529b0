import "js/theme.js";
