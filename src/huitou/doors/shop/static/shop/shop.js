import "js/views.js";
