/** Every secret of the run, so that a test can look for them in logs, settings and files. */
export class Secrets extends Set<string> {
  /** Adds a secret; nothing happens without one. */
  note(secret: string | null | undefined): void {
    if (secret !== null && secret !== undefined && secret !== '') {
      this.add(secret);
    }
  }

  /**
   * Adds a `state` as received, all that it decodes to (it may be a URL that was encoded once or twice),
   * and the `nonce` in it.
   */
  noteState(state: string | null): void {
    let form = state;
    for (let round = 0; round < 3 && form !== null; round += 1) {
      this.note(form);
      this.note(URL.canParse(form) ? new URL(form).searchParams.get('nonce') : null);
      form = decodedOnce(form);
    }
  }
}

/** One percent-decoding; null when it changes nothing or is none. */
function decodedOnce(encoded: string): string | null {
  try {
    const decoded = decodeURIComponent(encoded);
    return decoded === encoded ? null : decoded;
  } catch {
    return null;
  }
}
