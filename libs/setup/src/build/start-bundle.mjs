// Copied next to a bundle. Maps stack traces to source lines. --enable-source-maps would also read the maps of all
// packages, which costs a gateway 40 MB.
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true);
await import('./app.js');
// Frees most of the memory that a start allocated, and code that only the start ran. An idle service would keep both.
globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
