/** Certificate of a CA made for these tests; its key was thrown away. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUE/SAiwsWcb9gOs/wkL5KqiRARXwwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHdGVzdCBDQTAgFw0yNjExMjIxMDU4MDJaGA8yMTI2MTAyOTEw
NTgwMlowEjEQMA4GA1UEAwwHdGVzdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABLi36geIrs4USbkQg6uTHwSdnaNJgr0y+ADlciUkLEfbXIbMhza7ANAQcsmq
jjE+sJ+0gkFs5POuTEkdfzt0itmjUzBRMB0GA1UdDgQWBBT8vkSh4bJJet2Tk46P
0O6lL9MEBDAfBgNVHSMEGDAWgBT8vkSh4bJJet2Tk46P0O6lL9MEBDAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEYaZ00R38gsAPhk/XRQOkT6LYim
Vm10QAYyOc/wcj/OAiEArwaNTodU6TjZJ2V/uIe6c8iH6W+8VrRA5i/Shz09A3E=
-----END CERTIFICATE-----
`;

/** PEM text as webhook configurations want it. */
export function bundle(...pem: readonly string[]): string {
  return Buffer.from(pem.join('')).toString('base64');
}
