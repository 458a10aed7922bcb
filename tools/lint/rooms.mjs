import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Apps with a folder for each feature, and the exceptions. `shared` is available to all, and uses no feature. */
const apps = { 'apps/gateway/src': ['shared', 'testing'], 'apps/cli/src': ['shared'] };

/**
 * Zones of `import-x/no-restricted-paths`: a feature of the gateway or the command line imports only itself and
 * `shared`, not another feature.
 * @param {string} checkout
 */
export const rooms = (checkout) => Object.entries(apps).flatMap(([app, others]) => zonesOf(checkout, app, others));

function zonesOf(checkout, app, others) {
  const folders = readdirSync(join(checkout, app), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const features = folders.map(({ name }) => name).filter((name) => !others.includes(name));
  const zone = (name, except) => ({
    target: join(app, name),
    from: app,
    except,
    message: `${name} may use ${except.join(' and ')} of its app, nothing else: move what is shared into shared/.`,
  });
  return [...features.map((name) => zone(name, [`./${name}`, './shared'])), zone('shared', ['./shared'])];
}
