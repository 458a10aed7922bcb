import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Links files outside the copied project that specs read by path, such as another project's examples, into the sandbox.
 */
export function linkRest({ checkout, sandbox, project }) {
  for (const folder of ['', dirname(project)])
    for (const name of readdirSync(join(checkout, folder))) {
      const link = join(sandbox, folder, name);
      if (!existsSync(link)) symlinkSync(join(checkout, folder, name), link);
    }
}
