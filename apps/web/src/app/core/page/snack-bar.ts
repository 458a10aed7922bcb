// A separate file, so that the build omits unused parts.
export { MatSnackBar } from '@angular/material/snack-bar';
