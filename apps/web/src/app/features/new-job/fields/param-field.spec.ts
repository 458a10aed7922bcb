import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Sheets } from '../../../core/sheets.ts';
import { press } from '../../../testing/sheet.ts';
import { aPipeline } from '../../../testing/views.ts';
import { JobForm } from '../form/job-form.ts';
import { ParamField } from './param-field.ts';

const properties = {
  ids: { type: 'array', items: { type: 'string' }, default: ['a', 'b'] },
  files: { type: 'array', items: { type: 'string', format: 'path' } },
  threads: { type: 'integer', default_expression: '2 * 3' },
  flag: { type: 'boolean', default_expression: '!params.ids' },
};

describe('the form field of a parameter', () => {
  const shown = async (name: keyof typeof properties) => {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: Sheets, useValue: { open: () => Promise.resolve('/data/b.bam') } }],
    });
    const form = new JobForm();
    form.choose(aPipeline({ schema: { properties, required: ['files', 'threads'] }, params: {} }));
    const fixture = TestBed.createComponent(ParamField);
    fixture.componentRef.setInput('form', form);
    fixture.componentRef.setInput(
      'field',
      form.fields().find((field) => field.name === name),
    );
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const type = async (text: string) => {
      const area = page.querySelector('textarea')!;
      area.value = text;
      area.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    const words = () => page.textContent.replaceAll(/\s+/g, ' ');
    return { fixture, form, page, type, words };
  };

  it('takes a list with one value per line, and sends it as a list', async () => {
    const { form, page, type, words } = await shown('ids');
    const area = page.querySelector('textarea')!;
    expect(page.querySelector('label')!.htmlFor).toBe(area.id);
    expect(area.getAttribute('aria-describedby')).toBe(page.querySelector('.hint')!.parentElement!.id);
    expect(words()).toContain('ids · one value per line · runs with a, b');
    expect(page.querySelector('button')).toBeNull();
    await type('c\n\nd ');
    expect(words()).not.toContain('runs with');
    expect(form.body().params).toEqual({ ids: ['c', 'd'] });
    await type('\n');
    expect(form.body().params).toEqual({});
  });

  it("shows the server's message about one value of a list with its position", async () => {
    const { fixture, form, type, words } = await shown('files');
    await type('/data/a.bam\nb.bam');
    const message = 'must lie in one of the input roots: /data/a.bam';
    form.refuse([{ field: 'params.files.0', message }]);
    await fixture.whenStable();
    expect(words()).toContain(`Value 1 ${message}`);
  });

  it('adds a browsed path to a list of paths', async () => {
    const { fixture, form, page, type } = await shown('files');
    await type('/data/a.bam\n');
    await press(fixture, 'Browse');
    expect(page.querySelector('textarea')!.value).toBe('/data/a.bam\n/data/b.bam');
    expect(form.body().params).toEqual({ files: ['/data/a.bam', '/data/b.bam'] });
  });

  it('shows a default expression, requires no value, and sends none', async () => {
    const { form, page, words } = await shown('threads');
    expect(words()).toContain('default: 2 * 3, worked out by Nextflow');
    expect(words()).toContain('optional');
    expect(page.querySelector('input')!.getAttribute('aria-required')).toBeNull();
    expect([form.body().params, form.errors().get('params.threads')]).toEqual([{}, undefined]);
  });

  it('has an undetermined box while only Nextflow knows its value', async () => {
    const { fixture, form, page, words } = await shown('flag');
    const box = page.querySelector('input')!;
    expect([box.indeterminate, box.checked]).toEqual([true, false]);
    form.set(
      form.fields().find(({ name }) => name === 'flag')!,
      false,
    );
    await fixture.whenStable();
    expect(box.indeterminate).toBe(false);
    expect(words()).not.toContain('worked out');
    expect(form.body().params).toEqual({ flag: false });
  });
});
