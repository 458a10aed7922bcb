import { TestBed } from '@angular/core/testing';
import { Api } from '../../../core/api/api.ts';
import { aJob, aPipeline } from '../../../testing/views.ts';
import { JobForm } from '../form/job-form.ts';
import { LabelFields } from './label-fields.ts';

describe('the fields for labels', () => {
  const opened = async () => {
    const jobs = [aJob({ labels: { run: '2026-48', project: 'cardio' } }), aJob({ labels: { run: '2026-47' } })];
    const api = { jobs: () => Promise.resolve({ items: jobs, next_cursor: null }) };
    TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: api }] });
    const form = new JobForm();
    form.choose(aPipeline());
    const fixture = TestBed.createComponent(LabelFields);
    fixture.componentRef.setInput('form', form);
    const page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    await fixture.whenStable();
    const add = async () => {
      [...page.querySelectorAll('button')].at(-1)!.click();
      await fixture.whenStable();
    };
    const type = async (input: Element | null, value: string) => {
      Object.assign(input!, { value }).dispatchEvent(new Event('input'));
      input!.dispatchEvent(new Event('blur'));
      await fixture.whenStable();
    };
    const options = (input: Element | null) =>
      [...document.querySelectorAll(`#${input!.getAttribute('list')!} option`)].map((each) =>
        each.getAttribute('value'),
      );
    return { form, page, add, type, options };
  };

  it('offer keys that were used before, and for a key its values, the most recent first', async () => {
    const { page, add, type, options } = await opened();
    await add();
    const [key = null, value = null] = page.querySelectorAll('input');
    expect(document.activeElement).toBe(key);
    expect([options(key), options(value)]).toEqual([['project', 'run'], []]);
    await type(key, 'run');
    expect([options(key), options(value)]).toEqual([['project'], ['2026-48', '2026-47']]);
  });

  it('show errors at the key and the value once the user has left them', async () => {
    const { form, page, add, type } = await opened();
    await add();
    const [key = null, value = null] = page.querySelectorAll('input');
    await type(value, 'a b');
    expect([key, value].map((input) => input!.getAttribute('aria-invalid'))).toEqual([null, 'true']);
    const message = document.getElementById(value!.getAttribute('aria-describedby')!)?.textContent.trim();
    expect(message).toMatch(/^Must have at most 63 letters/);
    await type(key, 'run');
    await type(value, '2026-48');
    expect([form.errorOf('labels.0.value'), form.body().labels]).toEqual([null, { run: '2026-48' }]);
  });

  it('move the focus to the button that adds a label when a label is removed', async () => {
    const { form, page, add } = await opened();
    await add();
    page.querySelector<HTMLElement>('[aria-label="Remove label 1"]')!.click();
    expect([form.labels.rows(), document.activeElement?.textContent.trim()]).toEqual([[], 'Add a label']);
  });
});
