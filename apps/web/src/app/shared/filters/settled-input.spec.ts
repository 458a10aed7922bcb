import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { SettledInput } from './settled-input.ts';

@Component({
  imports: [SettledInput],
  template: `<input type="number" [rpSettledInput]="text()" (settled)="settle($event)" />`,
})
class Page {
  readonly text = signal('10');
  readonly all: string[] = [];
  onSettled: () => void = () => undefined;

  settle(value: string): void {
    this.all.push(value);
    this.text.set(value);
    this.onSettled();
  }
}

async function opened() {
  const fixture = TestBed.createComponent(Page);
  document.body.append(fixture.nativeElement as HTMLElement);
  await fixture.whenStable();
  const field = (fixture.nativeElement as HTMLElement).querySelector('input')!;
  const type = (value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('input'));
  };
  return { fixture, page: fixture.componentInstance, field, type };
}

describe('a filter input', () => {
  it('emits its value once, after a pause in typing, without losing the focus', async () => {
    const { page, field, type } = await opened();
    field.focus();
    const settled = new Promise<void>((resolve) => (page.onSettled = resolve));
    ['2', '20', '200'].forEach(type);
    await settled;
    expect(page.all).toEqual(['200']);
  });

  it('emits its value at once on blur, and nothing if it is unchanged', async () => {
    const { fixture, page, field, type } = await opened();
    type('30');
    field.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    field.dispatchEvent(new Event('change'));
    expect(page.all).toEqual(['30']);
  });

  it("keeps what a person types, and otherwise shows the page's value", async () => {
    const { fixture, page, field, type } = await opened();
    expect(field.value).toBe('10');
    page.text.set('5');
    await fixture.whenStable();
    expect(field.value).toBe('5');
    field.focus();
    type('50');
    page.text.set('7');
    await fixture.whenStable();
    expect(field.value).toBe('50');
  });
});
