import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { inputFilter, type NamedInput, type NamedInputPage } from '@reprise/contracts';
import { eventsOf } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  mkdirSync(`${gateway.folder}/inputs/references`, { recursive: true });
  writeFileSync(`${gateway.folder}/inputs/references/genome.fa`, '>20\n');
  symlinkSync('/etc', `${gateway.folder}/inputs/out`);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const reference = () => `${gateway.folder}/inputs/references/genome.fa`;
const body = (name: string) => ({ name, kind: 'reference', params: { reference: reference(), build: 'GRCh38' } });
const list = async (query = '') =>
  (await gateway.get<NamedInputPage>(`/api/inputs/named${query}`)).items.map(({ name }) => name);
const add = async (name: string) => {
  const response = await gateway.post('/api/inputs/named', body(name));
  expect(response.status).toBe(201);
  return (await response.json()) as NamedInput;
};
const remove = (id: string) => gateway.fetch(`/api/inputs/named/${id}`, { method: 'DELETE' });

describe('inputs that are registered under a name', () => {
  it('are listed newest first, with their paths and who added them', async () => {
    await add('GRCh37');
    const { input_id } = await add('GRCh38');
    expect(await list()).toEqual(['GRCh38', 'GRCh37']);
    const { items } = await gateway.get<NamedInputPage>('/api/inputs/named?limit=1');
    expect(items).toMatchObject([
      { input_id, params: { reference: reference() }, added_by: 'admin', removed_at: null },
    ]);
  });

  it('are not offered after their removal, and keep who removed them', async () => {
    const { input_id } = await add('hg19');
    expect((await remove(input_id)).status).toBe(204);
    expect(await list()).not.toContain('hg19');
    const { items } = await gateway.get<NamedInputPage>('/api/inputs/named?removed=true');
    expect(items.find((one) => one.input_id === input_id)).toMatchObject({ name: 'hg19', removed_by: 'admin' });
    expect(await problemOf(await remove(input_id))).toMatchObject({ status: 404 });
    await add('hg19');
  });

  it('are in the audit with who registered and removed them, and why', async () => {
    const { input_id } = await add('GRCh38 patch 14');
    const path = `/api/inputs/named/${input_id}/remove`;
    expect((await gateway.post(path, { reason: 'replaced by patch 15' })).status).toBe(204);
    const params = { reference: reference(), build: 'GRCh38' };
    const given = { name: 'GRCh38 patch 14', kind: 'reference', params };
    expect(await eventsOf(gateway.log.read(inputFilter(input_id)))).toMatchObject([
      { type: 'input_registered', actor: 'admin', data: { ...given, reason: null } },
      {
        type: 'input_removed',
        actor: 'admin',
        data: { ...given, registered_by: 'admin', reason: 'replaced by patch 15' },
      },
    ]);
    const { items } = await gateway.get<NamedInputPage>('/api/inputs/named?removed=true');
    expect(items.find((one) => one.input_id === input_id)).not.toHaveProperty('unsent');
  });

  it('have a unique name, regardless of case', async () => {
    await add('Twist Exome 2');
    const problem = await problemOf(await gateway.post('/api/inputs/named', body('TWIST exome 2')));
    expect(problem).toMatchObject({
      status: 409,
      detail: 'Twist Exome 2 is registered already. Remove it first, or choose another name.',
    });
  });

  it('have a unique name and one removal, also with several gateways on one data dir', async () => {
    const inputRoots = [`${gateway.folder}/inputs`];
    const other = await TestGateway.start(servers, { dataDir: gateway.folder, inputRoots });
    const both = [gateway, other, gateway, other];
    const added = await Promise.all(both.map((each) => each.post('/api/inputs/named', body('Panel 7'))));
    expect(added.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { input_id } = (await added.find(({ status }) => status === 201)!.json()) as NamedInput;
    const path = `/api/inputs/named/${input_id}`;
    const removed = await Promise.all(both.map((each) => each.fetch(path, { method: 'DELETE' })));
    expect(removed.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404]);
    const types = (await eventsOf(gateway.log.read(inputFilter(input_id)))).map(({ type }) => type);
    expect(types).toEqual(['input_registered', 'input_removed']);
    await other.stop();
  });

  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['a kind that there is not', { kind: 'tube' }, 'kind'],
    ['no parameter', { params: {} }, 'params'],
    ['a parameter that has no name', { params: { '../x': 'a' } }, 'params.../x'],
    ['a path outside of the input roots', { params: { reference: '/etc/passwd' } }, 'params.reference'],
    ['a link out of the roots', { params: { reference: 'OUT' } }, 'params.reference'],
    ['a missing path', { params: { reference: '/nowhere/genome.fa' } }, 'params.reference'],
  ])('are refused with %s, naming the field', async (_, change, field) => {
    const text = JSON.stringify({ ...body('other'), ...change }).replace('OUT', `${gateway.folder}/inputs/out/passwd`);
    const problem = await problemOf(await gateway.post('/api/inputs/named', JSON.parse(text) as object));
    expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
    expect(await list()).not.toContain('other');
  });
});
