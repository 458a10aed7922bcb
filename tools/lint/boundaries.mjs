const domain = ['contracts', 'job'];
const libraries = [...domain, 'event-log', 'job-store', 'projection', 'nextflow', 'pipelines'];

/** Which layers a layer may use, beside itself: `docs/architecture.md` draws it. Nothing uses an app. */
export const layers = {
  contracts: [],
  job: ['contracts'],
  nextflow: [],
  pipelines: domain,
  'event-log': domain,
  'job-store': [...domain, 'event-log'],
  projection: [...domain, 'event-log'],
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
