import type { Migrations } from '@reprise/read-model';
import { M0001Tables } from './m0001-tables.ts';
import { M0002ForPeople } from './m0002-for-people.ts';
import { M0003Outages } from './m0003-outages.ts';

export const migrations: Migrations = [
  { name: 'M0001Tables', class: M0001Tables },
  { name: 'M0002ForPeople', class: M0002ForPeople },
  { name: 'M0003Outages', class: M0003Outages },
];
