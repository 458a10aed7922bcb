// Copied beside a bundle. Stack traces name the lines of the sources; --enable-source-maps would also read the maps of all
// packages, which costs a gateway 40 MB.
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true);
await import('./app.js');
// Most of what a start allocated is garbage, and so is the code that only it ran. An idle service would keep both.
globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
