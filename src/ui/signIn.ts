import * as vscode from 'vscode';
import type { Consent } from '../auth/account';
import type { Application, Authorization, Authorizer } from '../auth/authorization';
import { firstFlow, offeredFlows, redirectUriFor, type Host } from '../auth/flows';
import { NoAnswer } from '../auth/callbacks';
import { AuthorizationRefused, GrantRefused, randomText } from '../auth/oauth';
import type { FlowName } from '../auth/session';
import { clientIdFault } from '../core/clientId';
import { Cancelled, HumanError, type Remedy } from '../core/human';
import { Owner } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { Settings } from '../platform/settings';
import type { Endpoints } from '../spotify/endpoints';
import { askForClientId } from './clientId';
import { confirmRedirectUri, type KnownRedirectUris } from './redirectUri';
import { waitForBrowser, type Outcome } from './waiting';
import { waitForPaste } from './paste';

const signInAgain: Remedy = { label: 'Sign In Again', command: 'earshot.signIn' };
const copyRedirectUri: Remedy = { label: 'Copy Redirect URI', command: 'earshot.copyRedirectUri' };

/** The conversation that leads from "Spotify: Sign In" to tokens. One at a time: a new one gives up the one before. */
export class SignIn extends Owner {
  readonly #anotherWay = this.own(new Emitter<void>());
  #current: Authorization | undefined;

  constructor(
    private readonly authorizer: Authorizer,
    private readonly settings: Settings,
    private readonly endpoints: () => Endpoints,
    private readonly describeHost: (nonce: string) => Promise<Host>,
    private readonly known: KnownRedirectUris,
  ) {
    super();
    this.own({ dispose: () => this.#current?.dispose() });
  }

  /** Leaves the way that is being waited for, and offers the others. */
  useAnotherWay(): void {
    this.#anotherWay.fire();
  }

  /**
   * `showDialog`: Spotify asks even whom it knows, and offers to take another account.
   * @throws Cancelled when the user changed their mind
   * @throws HumanError when Spotify refused or no answer came
   * @throws TroubleError when Spotify cannot be reached
   */
  async run(showDialog: boolean): Promise<Consent> {
    const endpoints = this.endpoints();
    const { value } = this.settings.clientId;
    this.#current?.dispose();
    const clientId = clientIdFault(value) ? await askForClientId(this.settings) : value;
    let flow: FlowName | undefined;
    for (;;) {
      const nonce = randomText();
      const host = await this.describeHost(nonce);
      flow ??= firstFlow(host, this.settings.signInFlow.value).name;
      const outcome = await this.#attempt(flow, nonce, host, { clientId, endpoints, showDialog });
      if (outcome.kind === 'cancelled') throw new Cancelled();
      if (outcome.kind === 'answered') {
        await this.known.add(clientId, redirectUriFor(flow, host, endpoints.relay));
        return { clientId, endpoints, flow, reply: outcome.reply };
      }
      flow = await pickFlow(flow, host, endpoints.relay);
    }
  }

  async #attempt(flow: FlowName, nonce: string, host: Host, app: Application): Promise<Outcome> {
    const redirectUri = redirectUriFor(flow, host, app.endpoints.relay);
    if (!this.known.has(app.clientId, redirectUri)) {
      const answer = await confirmRedirectUri(redirectUri);
      if (answer !== 'go on') return { kind: answer === 'another way' ? 'anotherWay' : 'cancelled' };
    }
    this.#current?.dispose();
    const authorization = await this.authorizer.begin(flow, nonce, host, app);
    this.#current = authorization;
    try {
      if (!(await vscode.env.openExternal(vscode.Uri.parse(authorization.url)))) {
        throw new HumanError('The browser was not opened, so you are not signed in.', signInAgain);
      }
      return flow === 'paste'
        ? await waitForPaste(authorization, redirectUri)
        : await waitForBrowser(authorization, redirectUri, this.#anotherWay.event);
    } catch (error) {
      throw inWords(error);
    } finally {
      authorization.dispose();
    }
  }
}

async function pickFlow(tried: FlowName, host: Host, relay: string): Promise<FlowName> {
  const items = offeredFlows(host)
    .filter((flow) => flow.name !== tried)
    .map((flow) => ({ ...flow, description: redirectUriFor(flow.name, host, relay) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Sign In to Spotify Another Way',
    placeHolder: 'How shall the browser come back? The address must be registered in your Spotify app.',
    ignoreFocusOut: true,
  });
  if (!chosen) throw new Cancelled();
  return chosen.name;
}

function inWords(error: unknown): unknown {
  if (error instanceof NoAnswer) {
    return new HumanError(
      'No answer came from the browser within ten minutes; if it showed INVALID_CLIENT, register the redirect URI in your Spotify app.',
      signInAgain,
      copyRedirectUri,
    );
  }
  if (error instanceof AuthorizationRefused) {
    return error.code === 'access_denied'
      ? new HumanError('You are not signed in, because Spotify did not get your agreement.', signInAgain)
      : new HumanError('Spotify refused the sign-in. Try again, or another way.', signInAgain);
  }
  if (!(error instanceof GrantRefused)) {
    return error;
  }
  return error.code === 'invalid_client'
    ? new HumanError(
        'Spotify does not accept your client ID. Compare it with the one in Spotify’s dashboard.',
        {
          label: 'Set Client ID',
          command: 'earshot.setClientId',
        },
      )
    : new HumanError(
        'Spotify did not accept the answer that the browser brought; it may have been too old.',
        signInAgain,
      );
}
