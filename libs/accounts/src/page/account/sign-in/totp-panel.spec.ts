import { TestBed } from '@angular/core/testing';
import { TotpPanel } from './totp-panel.ts';

async function words(isOn: boolean, codesLeft: number | null): Promise<string> {
  const fixture = TestBed.createComponent(TotpPanel);
  fixture.componentRef.setInput('isOn', isOn);
  fixture.componentRef.setInput('codesLeft', codesLeft);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).querySelector('.none')!.textContent.replaceAll(/\s+/g, ' ').trim();
}

describe('the panel of the second factor', () => {
  it.each([
    [10, '10 backup codes left, each for one sign-in without the app.'],
    [1, '1 backup code left, each for one sign-in without the app.'],
    [0, 'No backup code is left: turn it off and set it up again for new ones.'],
  ])('states how many backup codes are left: %i', async (left, said) => {
    expect(await words(true, left)).toBe(`On. After the password, a code of your app is asked for. ${said}`);
  });

  it('does not mention them while it is disabled', async () => {
    expect(await words(false, null)).not.toContain('backup');
  });
});
