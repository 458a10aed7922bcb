/**
 * `node compress.ts <folder>`: compresses each script and style sheet of a built page with Brotli and gzip. The gateway
 * serves these files unchanged.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants } from 'node:zlib';

const folder = process.argv[2]!;

await Promise.all(
  globSync('*.{js,css}', { cwd: folder }).map(async (name) => {
    const file = join(folder, name);
    const text = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(text, { params }));
    writeFileSync(`${file}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }));
  }),
);
