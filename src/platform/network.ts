/** Which networks this machine is on, as a text that changes when they do; the same for all of a host that cannot tell. */
export type Network = () => string;
