const domain = ['contracts', 'job'];
/** Postgres: the read model at the base, and what builds on it. */
const stores = ['read-model', 'audit-integrity', 'webhooks', 'secret-files'];
const libraries = [...domain, 'event-log', 'job-store', 'nextflow', 'pipelines', ...stores];

/** Which layers a layer may use, beside itself: `docs/architecture.md` draws it. Nothing uses an app. */
export const layers = {
  contracts: [],
  job: ['contracts'],
  nextflow: [],
  pipelines: domain,
  'event-log': domain,
  'job-store': [...domain, 'event-log'],
  'secret-files': [],
  'read-model': [...domain, 'event-log'],
  'audit-integrity': [...domain, 'event-log', 'read-model', 'secret-files'],
  webhooks: [...domain, 'event-log', 'read-model', 'secret-files'],
  gateway: libraries,
  runner: libraries,
  web: ['contracts'],
  tools: libraries,
  testing: [...libraries, 'tools'],
  pipeline: [],
  bench: [...libraries, 'tools', 'testing'],
  e2e: [...libraries, 'tools', 'testing'],
  examples: libraries,
};

/** The rule's setting. @param extra layers that everybody may use too, such as those that only tests need */
export const boundaries = (extra = []) => [
  'error',
  {
    depConstraints: Object.entries(layers).map(([layer, others]) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: [layer, ...others, ...extra].map((name) => `layer:${name}`),
    })),
    // A library's tests start servers by the tools, and the tools rebuild by the libraries: no cycle when either runs.
    ignoredCircularDependencies: [['testing', 'tools'], ...libraries.map((library) => ['tools', library])],
  },
];
