import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Apps whose folders are features, and the folders of them that are none. `shared` is for all, and uses no feature. */
const apps = { 'apps/gateway/src': ['shared', 'testing'], 'apps/cli/src': ['shared'] };

const runner = 'apps/runner/src';
/** Rooms of the runner, and which others each may use. `wiring` puts all of them together. */
const runnerRooms = {
  attempt: [],
  facts: ['attempt'],
  observe: ['attempt'],
  state: ['claim', 'wiring'],
  watch: ['attempt', 'facts', 'observe'],
  start: ['attempt', 'state', 'runner-identity.ts'],
  clean: ['attempt', 'state'],
  finish: ['attempt', 'state', 'watch'],
  sizes: ['attempt', 'state', 'wiring'],
  questions: ['attempt', 'clean', 'sizes', 'start'],
  claim: ['attempt', 'heartbeat', 'state', 'wiring'],
  heartbeat: ['claim', 'state', 'wiring'],
  reactions: ['attempt', 'clean', 'finish', 'recover', 'start', 'state', 'watch'],
  recover: ['attempt', 'heartbeat', 'reactions', 'start', 'state', 'wiring'],
};

/**
 * Zones of `import-x/no-restricted-paths`: a feature of gateway and command line imports itself and `shared`, not another
 * feature, and a room of the runner those that it is to know.
 * @param {string} checkout
 */
export const rooms = (checkout) => [
  ...Object.entries(apps).flatMap(([app, others]) => zonesOf(checkout, app, others)),
  ...Object.entries(runnerRooms).map(([room, others]) => ({
    target: join(runner, room),
    from: runner,
    except: [room, ...others].map((name) => `./${name}`),
    message: `${room} may use ${others.join(', ') || 'no other room'} of the runner, nothing else.`,
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
