import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const domain = ['contracts', 'job'];
/** Postgres: the read model, and the libraries based on it. */
const stores = ['read-model', 'audit-integrity', 'secret-files'];
const libraries = [
  ...domain,
  'settings',
  'event-log',
  'job-store',
  'nextflow',
  'executors',
  'pipelines',
  'result-files',
  ...stores,
];
/**
 * Optional features outside the control plane ("wings"). Each has a folder, with one subfolder of `src` each for its
 * contract, gateway and page code. Also lists the layers that these folders may use. See decision 140.
 */
const folders = {
  accounts: {},
  samples: { fastq: [] },
  batches: {},
  operations: {},
  bulk: {},
  approvals: {},
  provenance: {},
  variants: { acmg: [] },
  views: {},
  notifications: {
    webhooks: [...domain, 'settings', 'event-log', 'read-model', 'secret-files', 'notifications/contract'],
  },
};
const wings = Object.keys(folders);
/**
 * Files in the core that import the wings, each with the part of a wing that it assembles. Nothing else in the core
 * uses a wing.
 */
export const catalogues = {
  'libs/contracts/src/catalogue.ts': 'contract',
  'libs/contracts/src/routes/catalogue.ts': 'contract',
  'apps/gateway/src/catalogue.ts': 'gateway',
  'apps/web/src/app/catalogue.ts': 'page',
};
/** Libraries that start Reprise on this machine; no service uses them. */
const local = ['local-servers', 'setup', 'launcher'];
const anyLibrary = [
  ...libraries,
  ...local,
  ...wings.map((wing) => `${wing}/contract`),
  'api-client',
  'simulated-nextflow',
  'testing',
];

/**
 * Layers that a layer may use, in addition to itself, as drawn in `docs/architecture.md`. Only the simulation uses an
 * app.
 */
export const layers = {
  contracts: [],
  'api-client': ['contracts'],
  job: ['contracts'],
  nextflow: [],
  executors: ['nextflow'],
  'result-files': [],
  pipelines: domain,
  'event-log': domain,
  'job-store': [...domain, 'event-log'],
  'secret-files': [],
  'read-model': [...domain, 'event-log'],
  'audit-integrity': [...domain, 'event-log', 'read-model', 'secret-files'],
  gateway: libraries,
  runner: libraries,
  web: ['contracts', 'api-client'],
  settings: ['contracts'],
  'local-servers': ['contracts', 'secret-files'],
  setup: ['local-servers'],
  launcher: [...domain, 'settings', 'event-log', 'pipelines', 'secret-files', 'local-servers', 'setup'],
  cli: [...libraries, ...local, 'api-client'],
  'simulated-nextflow': ['nextflow'],
  testing: ['contracts', 'local-servers', 'setup'],
  tools: anyLibrary,
  pipeline: [],
  bench: anyLibrary,
  // Runs the parts of a runner that act through ports.
  simulation: [...anyLibrary, 'runner'],
  // Its mail server.
  e2e: [...anyLibrary, 'notifications/webhooks'],
  examples: [...libraries, ...local],
  ...Object.assign({}, ...wings.map(layersOf)),
};

/** Layers of a wing, one for each of its folders. */
function layersOf(wing) {
  const own = folders[wing];
  const inner = ['contract', ...Object.keys(own)].map((name) => `${wing}/${name}`);
  const uses = {
    contract: ['contracts'],
    ...own,
    // Exports of the packages of these two apps: their modules for all features.
    gateway: [...libraries, ...inner, 'gateway'],
    page: ['contracts', 'api-client', ...inner, 'web'],
  };
  const there = readdirSync(`${import.meta.dirname}/../../libs/${wing}/src`);
  return Object.fromEntries(there.map((name) => [`${wing}/${name}`, uses[name] ?? []]));
}

/** Whether a layer uses another one, directly or transitively. */
const uses = (layer, other) => layers[layer].some((name) => name === other || uses(name, other));

/**
 * Zones of `import-x/no-restricted-paths`: a project may import projects in its own layer and in the layers that it may
 * use.
 * @param {string} checkout
 * @param extra layers that all layers below them may also use, such as those that only tests need
 * @param side folder of the wings that everything may also use
 */
export function boundaries(checkout, extra = [], side = '') {
  const projects = projectsOf(checkout);
  const ofWings = side ? wings.map((wing) => `${wing}/${side}`) : [];
  return projects.flatMap(({ root, layer }) => {
    const allowed = [layer, ...layers[layer], ...extra.filter((name) => !uses(name, layer)), ...ofWings];
    const inner = projects
      .filter((other) => other.root.startsWith(`${root}/`))
      .map((other) => relative(root, other.root));
    const outer = projects.find((other) => root.startsWith(`${other.root}/`));
    const message = `${layer} may use ${allowed.slice(1).join(', ') || 'no other project'}.`;
    const forbidden = projects.filter((other) => other !== outer && !allowed.includes(other.layer));
    return [
      {
        target: inner.length ? `${root}/!(${inner.join('|')})/**` : root,
        from: forbidden.map((other) => other.root),
        message,
      },
      ...(outer ? [{ target: root, from: outer.root, except: [relative(outer.root, root)], message }] : []),
    ];
  });
}

/** Returns the zones of the catalogues, which may use the wings. @param {string} checkout */
export const cataloguesOf = (checkout) =>
  Object.entries(catalogues).map(([file, side]) => ({ file, zones: boundaries(checkout, [], side) }));

/**
 * Configurations that prevent a project from importing itself by name, because that would bypass the intended file.
 * @param {string} checkout
 */
export const ownNames = (checkout) =>
  projectsOf(checkout).map(({ root, name }) => ({
    files: [`${root}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: `@reprise/${name}`, message: 'A project imports its own files by path.' },
      ],
    },
  }));

/** Folder, name and layer of each project with a layer; for a wing, of each of its folders. */
function projectsOf(checkout) {
  const files = globSync('{*,*/*}/project.json', { cwd: checkout, exclude: ['node_modules'] });
  return files.flatMap((file) => {
    const { root, name, tags } = JSON.parse(readFileSync(join(checkout, file), 'utf8'));
    if (wings.includes(name))
      return Object.keys(layersOf(name)).map((layer) => ({
        root: `${root}/src${layer.slice(name.length)}`,
        name,
        layer,
      }));
    const layer = tags.find((tag) => tag.startsWith('layer:')).slice('layer:'.length);
    return layer in layers ? [{ root, name, layer }] : [];
  });
}
