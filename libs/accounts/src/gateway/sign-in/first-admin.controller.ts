import { Controller, Header, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type PasskeyOptions, type SignInResult, firstAdminRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { FirstPasskeys } from '../auth/first-passkeys.ts';
import { hashNewPassword } from '../auth/new-password.ts';
import { Accounts } from '../accounts/accounts.ts';
import { SignIns } from './sign-ins.ts';

@Controller()
export class FirstAdminController {
  constructor(
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly passkeys: FirstPasskeys,
  ) {}

  @Serve(firstAdminRoutes.create)
  @Header('cache-control', 'no-store')
  async create(
    { body }: Parsed<typeof firstAdminRoutes.create>,
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

  @Serve(firstAdminRoutes.passkeyOptions)
  @Header('cache-control', 'no-store')
  passkeyOptions(
    { body: { email } }: Parsed<typeof firstAdminRoutes.passkeyOptions>,
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
