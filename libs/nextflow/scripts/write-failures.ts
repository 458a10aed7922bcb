import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { withFailureTables } from '../src/testing/failure-documentation.ts';

/** Writes the table of recorded failures into docs/failures.md. */
const file = join(import.meta.dirname, '../../../docs/failures.md');
const { code } = await format(file, withFailureTables(readFileSync(file, 'utf8')));
writeFileSync(file, code);
