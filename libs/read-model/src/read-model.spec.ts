import { openReadModel } from './read-model.ts';

describe('the read model', () => {
  it('looks for no extensions of MikroORM: a bundled service would load all of it a second time, beside its bundle', async () => {
    await using model = await openReadModel({ databaseUrl: 'postgres://127.0.0.1:1/none', migrateUrl: null });
    expect(model.orm.config.get('extensions')).toEqual([]);
  });
});
