import { readdirSync } from 'node:fs';

const app = 'apps/web/src/app';

/**
 * Rooms of the page that a room may import, in addition to itself. Modules in the first load import `commands` and
 * features lazily.
 */
const pageRooms = {
  core: [],
  shared: ['core'],
  commands: ['core', 'shared'],
  features: ['core', 'shared', 'commands'],
  shell: ['core', 'shared'],
};
const features = readdirSync(`${import.meta.dirname}/../../${app}/features`);

/** Rooms and folders loaded with the first page. */
const loadedFirst = [
  ...['core', 'shell', 'commands', 'features/jobs'],
  ...['shared/health', 'shared/people', 'shared/status', 'shared/table', 'shared/filters'],
];
/** Loaded on demand by the modules that need them. */
const loadedLater = [`${app}/commands/base/typed-history.ts`];

const typesOnly = {
  name: '@reprise/contracts',
  allowTypeImports: true,
  message: 'This is loaded first, and a value of the contracts brings all of zod, which tries eval.',
};

const into = (folders, message) => ({ regex: `^(?:\\.\\./)+(?:${folders.join('|')})/`, message });

function imports(room) {
  const others = Object.keys(pageRooms).filter((other) => other !== room && !pageRooms[room].includes(other));
  return [
    ...(others.length ? [into(others, `${room} may use only ${pageRooms[room].join(', ') || 'itself'}.`)] : []),
    ...(room === 'features'
      ? [into([...features, 'features'], 'Features do not import each other: move what both need to shared.')]
      : []),
  ];
}

const rule = (options) => ({ '@typescript-eslint/no-restricted-imports': ['error', options] });

/** ESLint configurations that separate the rooms of the page, and keep zod out of its first load. */
export const pageBoundaries = [
  ...Object.keys(pageRooms).map((room) => ({
    files: [`${app}/${room}/**/*.ts`],
    rules: rule({ patterns: imports(room) }),
  })),
  ...loadedFirst.map((folder) => ({
    files: [`${app}/${folder}/**/*.ts`],
    ignores: ['**/*.spec.ts', ...loadedLater],
    rules: rule({ paths: [typesOnly], patterns: imports(folder.split('/')[0]) }),
  })),
  {
    files: [`${app}/features/*/{page,wing}.ts`],
    rules: rule({ paths: [typesOnly], patterns: imports('features') }),
  },
  {
    files: ['libs/*/src/page/wing.ts'],
    rules: rule({
      paths: [typesOnly],
      patterns: [{ ...into(['contract'], typesOnly.message), allowTypeImports: true }],
    }),
  },
  { files: ['apps/web/src/main.ts', `${app}/*.ts`], rules: rule({ paths: [typesOnly] }) },
];
