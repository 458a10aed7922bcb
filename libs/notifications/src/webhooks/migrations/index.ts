import type { Migrations } from '@reprise/read-model';
import { M0001Tables } from './m0001-tables.ts';

export const migrations: Migrations = [{ name: 'M0001Tables', class: M0001Tables }];
