import { aPipeline } from '../../../testing/views.ts';
import { rerunChanges } from './rerun-changes.ts';
import { fieldGroups } from './schema-form.ts';

const schema = {
  properties: {
    input_dir: { type: 'string', format: 'directory-path' },
    min_depth: { type: 'integer', default: 8 },
    targets: { type: 'string', format: 'file-path' },
    note: { type: 'string' },
  },
};
const fields = fieldGroups(aPipeline({ schema })).flatMap((group) => group.fields);
const before = { input_dir: '/in', min_depth: 20, targets: '/kit.bed', note: null, other: [1] };
const same = { input_dir: '/in', min_depth: 20, targets: '/kit.bed' };

describe('the changed parameters of a rerun', () => {
  it.each([
    ['nothing', {}, {}],
    ['a number', { min_depth: '9' }, { min_depth: 9 }],
    ['a number typed again', { min_depth: '20' }, {}],
    ['a field that is emptied and has a default', { min_depth: null }, { min_depth: 8 }],
    ['an emptied field without a default', { targets: '' }, { targets: null }],
    ['a field that was empty', { note: 'x' }, { note: 'x' }],
  ])('are those that differ from the job: %s', (_, change, changes) => {
    expect(rerunChanges(fields, { ...same, ...change }, before)).toEqual(changes);
  });

  it('include a list that differs, and the default of an emptied field', () => {
    const list = { type: 'array', items: { type: 'integer' }, default: [31] };
    const lists = fieldGroups(aPipeline({ schema: { properties: { sizes: list } } })).flatMap((group) => group.fields);
    const changed = ['21\n33', '21\n34', ' \n'].map((sizes) => rerunChanges(lists, { sizes }, { sizes: [21, 33] }));
    expect(changed).toEqual([{}, { sizes: [21, 34] }, { sizes: [31] }]);
  });

  it('exclude those whose field could not show their value, whatever its default', () => {
    const [field] = fields;
    const other = [{ ...field!, name: 'base', fallback: 's3://base' }];
    expect([null, '', ['a']].map((base) => rerunChanges(other, {}, { base }))).toEqual([{}, {}, {}]);
    expect(rerunChanges(other, {}, { base: '/own' })).toEqual({ base: 's3://base' });
  });

  it('exclude those without a field', () => {
    expect(rerunChanges(fields, { input_dir: '/in' }, { input_dir: '/in', min_depth: '' }, { min_depth: '' })).toEqual(
      {},
    );
  });
});
