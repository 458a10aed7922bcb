import { M0001Tables } from './m0001-tables.ts';
import { M0002Indexes } from './m0002-indexes.ts';

/** In order; a published migration never changes. */
export const migrations = [
  { name: 'M0001Tables', class: M0001Tables },
  { name: 'M0002Indexes', class: M0002Indexes },
];
