import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { FirstAdminBody, FirstPasskeyBody, type PasskeyOptions, type SignInResult } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { ProblemException } from '../../shared/http/problem.ts';
import { FirstPasskeys } from '../auth/first-passkeys.ts';
import { hashNewPassword } from '../auth/new-password.ts';
import { DescribeAccess } from '../describe-access.ts';
import { Accounts } from '../accounts/accounts.ts';
import { signInBodies, signInExamples } from './examples.ts';
import { SignIns } from './sign-ins.ts';

@Controller('session')
export class FirstAdminController {
  constructor(
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly passkeys: FirstPasskeys,
  ) {}

  @Post('first-admin')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'FirstAdmin_create',
    ...{ tag: 'Sign-in', status: 201, summary: 'Make the first account, an admin, and sign in with it' },
    ...{ body: signInBodies.firstAdmin, answer: signInExamples.result },
    problems: ['not_local_administrator', 'admin_exists', 'guessable_password', 'wrong_first_passkey', 'log_away'],
  })
  async create(
    @Body({ schema: FirstAdminBody }) body: FirstAdminBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    assertMachine(request);
    const { name, email, password, passkey } = body;
    if (passkey) {
      const make = () => this.accounts.createFirst(body, undefined, request);
      const userId = await this.passkeys.register(passkey, make, request, response);
      await this.signIns.completed(userId, request, response, { method: 'first_start' });
      return { next: 'done' };
    }
    const hash = await hashNewPassword(password ?? '', [name, email]);
    await this.accounts.createFirst(body, hash, request);
    return this.signIns.password({ email, password: password ?? '' }, request, response, 'first_start');
  }

  @Post('first-admin/passkey-options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'FirstAdmin_passkeyOptions',
    ...{ tag: 'Sign-in', summary: 'Challenge for the passkey of the first admin, as WebAuthn options in JSON' },
    ...{ body: signInBodies.firstPasskey, answer: signInExamples.newPasskeyOptions },
    problems: ['not_local_administrator'],
  })
  passkeyOptions(
    @Body({ schema: FirstPasskeyBody }) { email }: FirstPasskeyBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    assertMachine(request);
    return this.passkeys.options(email, request, response);
  }
}

/** @throws ProblemException 403 */
function assertMachine({ principal }: Request): void {
  if (principal?.kind !== 'machine')
    throw new ProblemException(
      403,
      'Only the local administrator makes the first account: open the link of the start.',
    );
}
