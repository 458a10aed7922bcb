import { readFileSync, writeFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import { schemaFile, schemaOf } from '@reprise/api-client/testing';
import { allRoutes, routeName } from '@reprise/contracts/routes';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

/** The types of routes with a descriptor are those of the descriptor. */
function withoutDescribed(document: OpenAPIObject): OpenAPIObject {
  const described = new Set(allRoutes.map(routeName));
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const others = Object.entries(methods).filter(([method]) => !described.has(`${method.toUpperCase()} ${path}`));
    return [path, Object.fromEntries(others)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths.filter(([, methods]) => Object.keys(methods).length > 0)) };
}

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

describe('the API client', () => {
  it('has the paths and types of the OpenAPI document; if not, run `npm run api-client`', async () => {
    const document = await gateway.get<OpenAPIObject>('/api/openapi.json');
    const schema = await schemaOf(withoutDescribed(document));
    if (process.env['REPRISE_WRITE_API_CLIENT']) writeFileSync(schemaFile, schema);
    expect(readFileSync(schemaFile, 'utf8')).toBe(schema);
  });
});
