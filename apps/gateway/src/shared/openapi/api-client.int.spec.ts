import { readFileSync, writeFileSync } from 'node:fs';
import { schemaFile, schemaOf } from '@reprise/api-client/testing';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

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
    const document = await gateway.get<object>('/api/openapi.json');
    const schema = await schemaOf(document);
    if (process.env['REPRISE_WRITE_API_CLIENT']) writeFileSync(schemaFile, schema);
    expect(readFileSync(schemaFile, 'utf8')).toBe(schema);
  });
});
