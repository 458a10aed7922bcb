import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withSettingsTables } from '../src/documentation.ts';

/** Writes the tables of the settings into docs/operations.md. */
const file = join(import.meta.dirname, '../../../docs/operations.md');
const options = await resolveConfig(file);
writeFileSync(file, await format(withSettingsTables(readFileSync(file, 'utf8')), { ...options, filepath: file }));
