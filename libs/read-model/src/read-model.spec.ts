import { openReadModel } from './read-model.ts';

describe('the read model', () => {
  it('loads no extensions of MikroORM, since a bundled service would load all of it twice', async () => {
    await using model = await openReadModel({ databaseUrl: 'postgres://127.0.0.1:1/none', migrateUrl: null });
    expect(model.orm.config.get('extensions')).toEqual([]);
  });
});
