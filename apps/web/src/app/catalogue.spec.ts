import { linkedPages, pages } from './catalogue.ts';
import { routes } from './app.routes.ts';

const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);

describe('the pages of the catalogue', () => {
  it('have their own path and shortcut', () => {
    const open = routes.filter(({ data }) => !data).map(({ path = '' }) => path);
    expect(open).toEqual(expect.arrayContaining([...pages, ...linkedPages].map(({ path }) => path)));
    expect(twice(open)).toEqual([]);
    expect(twice(pages.flatMap(({ keys = [] }) => keys))).toEqual([]);
  });

  it('show a reason instead to people without the right, also on nested pages', () => {
    const denied = routes.filter(({ data }) => data).map(({ path }) => path);
    expect(denied).toEqual(expect.arrayContaining(pages.filter(({ right }) => right).map(({ path }) => path)));
    expect(denied).toEqual(expect.arrayContaining(['new/samplesheet', 'webhooks/:id']));
  });
});
