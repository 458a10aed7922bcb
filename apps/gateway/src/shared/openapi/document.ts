import { VERSION } from '@reprise/contracts';
import { allRoutes, routeName } from '@reprise/contracts/routes';
import { operationOf } from './operation.ts';
import { componentSchemas } from './schemas.ts';

/** Returns the OpenAPI document of the whole API. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of allRoutes) {
    const [method = '', path = ''] = routeName(route).split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Reprise',
      description: 'Starts, watches and controls Nextflow jobs. Errors are problem documents (RFC 9457).',
      version: VERSION,
      contact: {},
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    tags: [],
    servers: [],
    security: [{ bearer: [] }],
    paths,
    components: { schemas: componentSchemas(), securitySchemes: { bearer: { scheme: 'bearer', type: 'http' } } },
  };
}
