// Copied beside a bundle. Stack traces name the lines of the sources; --enable-source-maps would also read the maps of all
// packages, which costs a gateway 40 MB.
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true);
await import('./app.js');
