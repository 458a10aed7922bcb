import { TestBed } from '@angular/core/testing';
import { ReasonLimit } from './reason-limit.ts';

describe('the hint for a long reason', () => {
  it.each([
    [499, ''],
    [500, 'A reason has at most 500 characters: the rest was cut.'],
  ])('at %i characters is “%s”', async (length, hint) => {
    const fixture = TestBed.createComponent(ReasonLimit);
    fixture.componentRef.setInput('reason', 'x'.repeat(length));
    await fixture.whenStable();
    expect((fixture.nativeElement as HTMLElement).textContent.trim()).toBe(hint);
  });
});
