import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { withSettingsTables } from '../src/documentation.ts';

/** Writes the settings tables into docs/settings.md. */
const file = join(import.meta.dirname, '../../../docs/settings.md');
const { code } = await format(file, withSettingsTables(readFileSync(file, 'utf8')));
writeFileSync(file, code);
