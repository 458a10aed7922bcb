import { LabelsForm } from './labels-form.ts';

describe('the labels of a new job', () => {
  const formOf = (...labels: (readonly [key: string, value: string])[]) => {
    const form = new LabelsForm();
    for (const [key, value] of labels) {
      form.add();
      form.set(form.rows().at(-1)!.id, { key, value });
    }
    return form;
  };
  const errorsOf = (form: LabelsForm) => [...form.errors()];

  it('are sent by key, without empty rows and surrounding spaces', () => {
    expect(formOf(['run', ' 2026-48 '], ['', ' '], ['project', 'cardio']).value()).toEqual({
      labels: { run: '2026-48', project: 'cardio' },
    });
    expect([formOf().value(), formOf(['', '']).value()]).toEqual([{}, {}]);
  });

  it('need both a key and a value', () => {
    expect(errorsOf(formOf(['run', ''], ['', 'cardio']))).toEqual([
      ['labels.0.value', 'Is required'],
      ['labels.1.key', 'Is required'],
    ]);
  });

  it('have the same syntax as on the server', () => {
    const rule = expect.stringContaining('at most 63 letters, digits');
    expect(errorsOf(formOf(['-run', 'a b'], ['k'.repeat(64), 'v']))).toEqual([
      ['labels.0.key', rule],
      ['labels.0.value', rule],
      ['labels.1.key', rule],
    ]);
  });

  it('have each key once', () => {
    const form = formOf(['run', '1'], ['run', '2']);
    expect(errorsOf(form)).toEqual([['labels.1.key', 'Is given twice']]);
    form.remove(form.rows()[0]!.id);
    expect([errorsOf(form), form.value()]).toEqual([[], { labels: { run: '2' } }]);
  });

  it('are at most 20', () => {
    const form = formOf(...Array.from({ length: 20 }, (_, n) => [`k${n}`, 'v'] as const));
    expect([form.isFull(), form.errors().size]).toEqual([true, 0]);
    form.add();
    expect(form.rows()).toHaveLength(20);
  });
});
