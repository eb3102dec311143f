/**
 * The script that turns an Amazon Linux 2023 instance into a NAT.
 *
 * It finds the interface of the default route by itself (`enX0` on Xen types such as t2, `ens5` on Nitro types), and
 * installs a unit that sets forwarding and masquerading up at every boot, so that a stopped instance works again when
 * started. Each step can run any number of times.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
 */
export const NAT_USER_DATA = `#!/bin/bash
set -euo pipefail

for attempt in $(seq 1 30); do
  dnf install -y iptables-nft && break
  sleep 10
done
command -v iptables

cat > /etc/sysctl.d/90-nat.conf <<'CONF'
net.ipv4.ip_forward = 1
CONF

cat > /usr/local/sbin/configure-nat <<'SCRIPT'
#!/bin/bash
set -euo pipefail
sysctl --load /etc/sysctl.d/90-nat.conf
interface=$(ip -4 route show default | awk '{ for (i = 1; i < NF; i++) if ($i == "dev") { print $(i + 1); exit } }')
test -n "$interface"
iptables -t nat -C POSTROUTING -o "$interface" -j MASQUERADE 2>/dev/null ||
  iptables -t nat -A POSTROUTING -o "$interface" -j MASQUERADE
SCRIPT
chmod 0755 /usr/local/sbin/configure-nat

cat > /etc/systemd/system/configure-nat.service <<'UNIT'
[Unit]
Description=Forward and masquerade the traffic of private subnets
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/configure-nat
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable configure-nat.service
systemctl restart configure-nat.service
`;
