// The script of every page. Everything listens on the document, so that fragments which htmx brings
// in need nothing but scan(); without script every page still reads and every form still sends.

import "htmx.org";
import { installAnswers, scanAnswers } from "./answers";
import { installDates, scanDates } from "./dates";
import { installFiles } from "./files";
import { installForms, scanErrors } from "./forms";
import { installKeys } from "./keys";
import { installMoney, scanMoney } from "./money";
import { scanPickers } from "./picker";
import { installRows, scanRows } from "./rows";
import { scanFrames } from "./scroll";
import { installTheme } from "./theme";

function scan(root: ParentNode): void {
  scanMoney(root);
  scanDates(root);
  scanPickers(root);
  scanRows(root);
  scanAnswers(root);
  scanFrames(root);
  scanErrors(root);
}

installTheme();
installMoney();
installDates();
installFiles();
installForms();
installRows();
installKeys();
installAnswers();
scan(document);
document.addEventListener("htmx:after:swap", (event) => {
  scan(event.target instanceof Element ? event.target : document);
});
