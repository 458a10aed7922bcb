import { TestBed } from '@angular/core/testing';
import type { ScriptCheck, ScriptError } from '@reprise/contracts';
import { CompileErrors } from './compile-errors.ts';

const error: ScriptError = {
  file: 'modules/call.nf',
  line: 7,
  column: 12,
  message: '`missing` is not defined',
  source: '\techo ${missing}',
};

describe('the errors of a pipeline that does not compile', () => {
  const shown = async (...checks: ScriptCheck[]) => {
    const fixture = TestBed.createComponent(CompileErrors);
    fixture.componentRef.setInput('checks', checks);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  };

  it('name the version, and the place of each, with a marker below the column of the line', async () => {
    const page = await shown(
      { nextflow_version: '26.04.6', errors: [error] },
      { nextflow_version: '24.10.0', errors: [] },
    );
    expect(page.textContent).toContain('This pipeline does not compile with Nextflow 26.04.6.');
    expect(page.textContent).not.toContain('24.10.0');
    expect(page.textContent).toContain('modules/call.nf:7:12: `missing` is not defined');
    expect(page.querySelector('pre')!.textContent).toBe('\techo ${missing}\n\t          ^');
  });

  it('are limited to five, with the number of the others', async () => {
    const page = await shown({ nextflow_version: '26.04.6', errors: Array.from({ length: 7 }, () => error) });
    expect(page.querySelectorAll('pre')).toHaveLength(5);
    expect(page.textContent).toContain('And 2 more errors.');
  });

  it('are shown without an unknown line', async () => {
    const whole: ScriptError = { file: 'nextflow.config', line: null, column: null, message: 'Bad', source: null };
    const page = await shown({ nextflow_version: '24.10.0', errors: [whole] });
    expect(page.textContent).toContain('nextflow.config: Bad');
    expect(page.querySelector('pre')).toBeNull();
  });
});
