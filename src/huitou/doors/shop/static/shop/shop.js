import "js/views.js";
import "js/suggestions.js";
import "js/lists.js";
import "js/gallery.js";
import "js/share.js";
import "js/seen.js";
import "js/install.js";
import "js/offline.js";
