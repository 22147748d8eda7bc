import assert from 'node:assert/strict';
import os from 'node:os';
import { network } from '../../../../src/platform/node/network';

describe('the networks of this machine', () => {
  it('are the same text while they are the same', () => {
    assert.equal(network(), network());
  });

  it('are none where the system does not let an app ask for them, as on Android', () => {
    const real = os.networkInterfaces;
    os.networkInterfaces = () => {
      throw Object.assign(new Error('uv_interface_addresses'), { code: 'ERR_SYSTEM_ERROR' });
    };
    try {
      assert.equal(network(), '');
    } finally {
      os.networkInterfaces = real;
    }
  });
});
