import http from 'node:http';
import type { Plugin } from 'rolldown';

const HTTP = '\0http-without-fetch';

/**
 * Imports `node:http` without the HTTP client of `fetch`. Node reads every export of a built-in module that an ES module
 * imports, also those that load when they are first read: `WebSocket` of `node:http` loads that client, 13 MiB.
 */
export const httpWithoutFetch: Plugin = {
  name: 'http-without-fetch',
  resolveId: (id, _importer, { kind }) => (kind === 'import-statement' && /^(node:)?http$/.test(id) ? HTTP : null),
  load(id) {
    if (id !== HTTP) return null;
    const loadsWhenRead = (name: string) => Object.getOwnPropertyDescriptor(http, name)?.get !== undefined;
    const names = Object.keys(http).filter((name) => !loadsWhenRead(name));
    return `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${names.join(', ')} } = http;`;
  },
};
