import { TestBed } from '@angular/core/testing';
import { CurrentUser } from '../core/session/current-user.ts';
import { aSession } from '../testing/views.ts';
import { PersonMenu } from './person-menu.ts';

describe('the person menu', () => {
  it('has the initials that the person has everywhere else: of the first and the last word', async () => {
    const session = () => aSession({ name: 'Ana Maria de la Ruiz' });
    TestBed.configureTestingModule({ providers: [{ provide: CurrentUser, useValue: { session } }] });
    const menu = TestBed.createComponent(PersonMenu);
    await menu.whenStable();
    expect((menu.nativeElement as HTMLElement).querySelector('.av')!.textContent.trim()).toBe('AR');
  });
});
