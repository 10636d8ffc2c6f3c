import CRewards
