/** The user's browser: follows the stand-in from the consent page to where it leads, without ever showing anything. */
interface Browser {
  /**
   * Opens the address of a sign-in, presses a button of the consent page, and follows what comes of it.
   * @returns the address that is not the stand-in's any more: our callback's, or one of a loopback port
   */
  decide(address: string, decision: 'agree' | 'cancel'): Promise<string>;
}

/** A browser in front of the stand-in at this address. */
export function browserAt(spotify: string): Browser {
  const go = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init });
  return {
    decide: async (address, decision) => {
      const page = await (await go(address)).text();
      const [, ticket] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
      if (ticket === undefined) throw new Error(`There is no consent page, but: ${page}`);
      const body = new URLSearchParams({ ticket, decision });
      let next = (await go(`${spotify}/authorize/decision`, { method: 'POST', body })).headers.get(
        'location',
      );
      while (next?.startsWith(spotify)) next = (await go(next)).headers.get('location');
      if (next === null) throw new Error('The consent page leads nowhere.');
      return next;
    },
  };
}
