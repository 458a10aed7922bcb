import { computed, signal } from '@angular/core';
import { NewPassword, PersonName } from '../../contract/views/sign-in.ts';

export const PASSWORD_HINT = 'At least 12 characters. A few unrelated words are easy to remember and hard to guess.';

/** Fields of a new account or password, with errors. */
export class NewAccountForm {
  readonly name = signal('');
  readonly email = signal('');
  readonly password = signal('');
  readonly again = signal('');

  readonly errors = computed(() => ({
    name: PersonName.safeParse(this.name()).success ? '' : 'Enter your name',
    email: /^\S+@\S+\.\S+$/.test(this.email().trim()) ? '' : 'Enter an e-mail address',
    ...this.passwordErrors(),
  }));
  readonly passwordErrors = computed(() => ({
    password: NewPassword.safeParse(this.password()).success ? '' : 'Must have at least 12 characters',
    again: this.again() === this.password() ? '' : 'The passwords differ',
  }));
}
