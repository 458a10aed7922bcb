import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withFailureTables } from '../src/testing/failure-documentation.ts';

/** Writes the table of recorded failures into docs/failures.md. */
const file = join(import.meta.dirname, '../../../docs/failures.md');
const options = await resolveConfig(file);
writeFileSync(file, await format(withFailureTables(readFileSync(file, 'utf8')), { ...options, filepath: file }));
