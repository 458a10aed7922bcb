const domain = ['contracts', 'job'];
/** Postgres: the read model at the base, and what builds on it. */
const stores = ['read-model', 'audit-integrity', 'webhooks', 'secret-files'];
const libraries = [
  ...domain,
  'settings',
  'event-log',
  'job-store',
  'nextflow',
  'pipelines',
  'result-files',
  'acmg',
  'fastq',
  ...stores,
];
/** Libraries that start Reprise on this machine; no service uses them. */
const local = ['local-servers', 'setup', 'launcher'];
const anyLibrary = [...libraries, ...local, 'api-client', 'simulated-nextflow', 'testing'];

/** Which layers a layer may use, beside itself: `docs/architecture.md` draws it. Nothing uses an app. */
export const layers = {
  contracts: [],
  'api-client': [],
  job: ['contracts'],
  nextflow: [],
  'result-files': [],
  acmg: [],
  fastq: [],
  pipelines: domain,
  'event-log': domain,
  'job-store': [...domain, 'event-log'],
  'secret-files': [],
  'read-model': [...domain, 'event-log'],
  'audit-integrity': [...domain, 'event-log', 'read-model', 'secret-files'],
  webhooks: [...domain, 'event-log', 'read-model', 'secret-files'],
  gateway: libraries,
  runner: libraries,
  web: ['contracts', 'api-client', 'acmg', 'fastq'],
  settings: ['contracts'],
  'local-servers': ['contracts'],
  setup: ['local-servers'],
  launcher: [...domain, 'settings', 'event-log', 'pipelines', 'local-servers', 'setup'],
  cli: [...libraries, ...local, 'api-client'],
  'simulated-nextflow': ['nextflow'],
  testing: ['contracts', 'local-servers', 'setup'],
  tools: anyLibrary,
  pipeline: [],
  bench: anyLibrary,
  e2e: anyLibrary,
  examples: [...libraries, ...local],
};

/** The rule's setting. @param extra layers that everybody may use too, such as those that only tests need */
export const boundaries = (extra = []) => [
  'error',
  {
    depConstraints: Object.entries(layers).map(([layer, others]) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: [layer, ...others, ...extra].map((name) => `layer:${name}`),
    })),
  },
];
