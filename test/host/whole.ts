/** The text of the peer's `/v1/whole`; apart from the peer, which runs in Node. */
export const whole = JSON.stringify({ name: 'Zoë 🦊', filler: 'x'.repeat(100_000) });
