import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Apps whose folders are features, and the folders of them that are none. `shared` is for all, and uses no feature. */
const apps = { 'apps/gateway/src': ['shared', 'testing'], 'apps/cli/src': ['shared'] };

const runner = 'apps/runner/src';
/** Rooms of the runner, each above those that it may use: no two can know each other. Files beside them put all together. */
const runnerRooms = [
  ...['attempt', 'base', 'facts', 'observe', 'watch', 'state', 'claim', 'heartbeat', 'clean', 'sizes', 'start'],
  ...['questions', 'finish', 'recover', 'reactions'],
];

/**
 * Zones of `import-x/no-restricted-paths`: a feature of gateway and command line imports itself and `shared`, not another
 * feature, and a room of the runner those below it.
 * @param {string} checkout
 */
export const rooms = (checkout) => [
  ...Object.entries(apps).flatMap(([app, others]) => zonesOf(checkout, app, others)),
  ...runnerRooms.map((room, floor) => ({
    target: join(runner, room),
    from: runner,
    except: runnerRooms.slice(0, floor + 1).map((name) => `./${name}`),
    message: `${room} may use the rooms of the runner that are before it in tools/lint/rooms.mjs, nothing else.`,
  })),
];

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
