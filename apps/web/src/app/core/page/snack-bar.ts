// A file of its own, so that the build leaves out what the page does not use of it.
export { MatSnackBar } from '@angular/material/snack-bar';
