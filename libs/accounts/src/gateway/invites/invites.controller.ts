import { Controller, Header, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type InviteView, type PasskeyOptions, type SignInResult, inviteRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { FirstPasskeys } from '../auth/first-passkeys.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { AcceptedLinks } from './accepted-links.ts';

@Controller()
export class InvitesController {
  constructor(
    private readonly links: AcceptedLinks,
    private readonly signIns: SignIns,
    private readonly passkeys: FirstPasskeys,
  ) {}

  @Serve(inviteRoutes.show)
  @Header('cache-control', 'no-store')
  show({ body: { secret } }: Parsed<typeof inviteRoutes.show>): Promise<InviteView> {
    return this.links.show(secret);
  }

  @Serve(inviteRoutes.accept)
  @Header('cache-control', 'no-store')
  async accept(
    { body }: Parsed<typeof inviteRoutes.accept>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    const { password, passkey } = body;
    if (passkey) {
      await this.links.assertInvite(body.secret);
      const make = () => this.links.acceptWithPasskey(body, request);
      const userId = await this.passkeys.register(passkey, make, request, response);
      await this.signIns.completed(userId, request, response, { method: 'invitation' });
      return { next: 'done' };
    }
    const email = await this.links.accept({ ...body, password: password ?? '' }, request);
    return this.signIns.password({ email, password: password ?? '' }, request, response, 'invitation');
  }

  @Serve(inviteRoutes.passkeyOptions)
  @Header('cache-control', 'no-store')
  async passkeyOptions(
    { body: { secret } }: Parsed<typeof inviteRoutes.passkeyOptions>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    const email = await this.links.assertInvite(secret);
    return this.passkeys.options(email, request, response);
  }
}
